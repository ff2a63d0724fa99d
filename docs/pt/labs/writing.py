# ---
# description: Suba três degraus, de uma tabela de pares de letras a um transformer pequeno, e leia o que cada um escreve em português.
# level: deeper
# ---

# %% [markdown]
# # Um modelo que escreve português { #writing }
#
# Ao fim deste laboratório, você terá construído três modelos que escrevem, letra por letra, cada um melhor que o
# anterior: uma tabela de pares, um perceptron e um *transformer*, a rede de [Atenção à mão](../modules/attention.md). O
# último é parente miúdo dos que conversam com você na internet. Treinar os três leva um ou dois minutos. Na célula,
# `device` é a GPU, se houver uma, ou a CPU, como em [Uma reta e uma curva](line.py).

# %%
import math
import re
import textwrap
from pathlib import Path
from urllib.request import urlretrieve

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn import functional as F

accelerator = torch.accelerator.current_accelerator(check_available=True)
device = accelerator or torch.device("cpu")

# %% [markdown]
# ## O texto { #text }
#
# O material de estudo é a prosa deste site: as frases das páginas em português, sem as que contêm código ou fórmulas. É
# pouco, o tamanho de um livro fino, e por isso o que sair vai falar muito de redes e tensores. Se o arquivo não está ao
# lado do caderno, a célula o busca no site.

# %%
file = Path("writing.txt")
address = "site:labs/writing.txt"
if not file.exists():
    urlretrieve(address, file)
text = file.read_text(encoding="utf-8")
print(f"{len(text) = }")
print(textwrap.fill(text[:160], 34))

# %% [markdown]
# Uma rede não lê letras, lê números. Então cada caractere diferente recebe um: `itos` (de `int` para `str`) vai do
# número ao caractere, `stoi` volta, e `ids` é o texto inteiro traduzido. Cada pedaço em que se corta um texto se chama
# *token*; aqui, um token é um caractere. O de número `0` é a quebra de linha, que separa os parágrafos.

# %%
itos = sorted(set(text))
stoi = {char: number for number, char in enumerate(itos)}
ids = torch.tensor([stoi[char] for char in text])
print(f"{len(itos) = }")
for start in range(1, len(itos), 34):
    print("".join(itos[start : start + 34]))
print(ids[:6])
print([itos[number] for number in ids[:6]])

# %% tags=["hidden"]
assert itos[0] == "\n"
assert "".join(itos[number] for number in ids) == text
assert 200_000 < len(text) < 400_000

# %% [markdown]
# O fim do texto, um décimo, fica de fora do *treinamento (training)*: é o *conjunto de validação (validation set)*, em
# que todos os modelos serão medidos. Cortamos por posição, e não por sorteio, porque dois pedaços sorteados podem
# compartilhar quase todas as letras. Do outro lado do corte estão páginas que nenhum modelo viu.

# %%
cut = int(0.9 * len(ids))
train_ids = ids[:cut].to(device)
val_ids = ids[cut:].to(device)
print(f"{train_ids.shape = }")
print(f"{val_ids.shape = }")

# %% [markdown]
# ## Quanto vale um chute { #guessing }
#
# Escrever é adivinhar o próximo caractere, um depois do outro. É uma *classificação (classification)* com tantas
# classes quantos caracteres há, e a *perda (loss)* é a [entropia cruzada](../losses/multiclass.md#rebuilt): o
# logaritmo da probabilidade que o modelo dava ao caractere que veio, com o sinal trocado. Quem chuta sem olhar nada
# paga o logaritmo da quantidade de classes. Um pouco mais esperto é saber, de contar, que o espaço e o `a` aparecem
# muito, e o `K`, quase nunca. São as nossas duas *linhas de base (baselines)*. Quem conta é `bincount`: quantas vezes
# aparece cada número.

# %%
uniform = math.log(len(itos))
counts = train_ids.bincount(minlength=len(itos)) + 1
log_probs = (counts / counts.sum()).log()
frequency = -log_probs[val_ids].mean().item()
losses = {"uniform": uniform, "frequency": frequency}
for name, loss in losses.items():
    print(f"{name:11} {loss:.2f} {math.exp(loss):4.0f}")

# %% tags=["hidden"]
assert 15 < math.exp(frequency) < 28
assert counts[stoi["K"]] < 20 < 10_000 < counts[stoi["a"]] < counts[stoi[" "]]

# %% [markdown]
# A última coluna é $e$ elevado à perda, o que desfaz o logaritmo: ela diz entre quantos caracteres, todos igualmente
# prováveis, o modelo parece hesitar. Chama-se *perplexidade (perplexity)*. Para o chute é a quantidade de caracteres,
# como deve ser; conhecer as frequências já reduz a dúvida a uns vinte. A escada que vamos subir se mede nesse número.
#
# O `+ 1` na contagem evita um desastre. Um caractere que não aparece no treino teria probabilidade zero, e encontrá-lo
# uma única vez custaria $-\log(0)$, que é infinito.

# %% [markdown]
# ## Primeiro degrau: pares { #bigram }
#
# Depois de `q` vem `u`. Para saber isso basta contar: uma tabela com uma linha para cada caractere e, nela, quantas
# vezes cada outro veio em seguida. Dividida pela soma, cada linha vira uma lista de probabilidades. É o modelo de
# pares, ou bigrama, e ele só lembra o último caractere.
#
# Para que `bincount` conte pares, cada par vira um número só, a linha vezes 88 mais a coluna; `view` desmancha a conta
# e devolve a tabela.

# %%
n_chars = len(itos)
pairs = train_ids[:-1] * n_chars + train_ids[1:]
table = pairs.bincount(minlength=n_chars**2) + 1
table = table.view(n_chars, n_chars)
probs = table / table.sum(dim=1, keepdim=True)
counted = -probs[val_ids[:-1], val_ids[1:]].log().mean()
print(f"{probs[stoi['q'], stoi['u']]:.2f}")
print(f"{counted:.2f} {math.exp(counted):4.0f}")

# %% [markdown]
# Neste texto, todo `q` é seguido de `u`. A probabilidade impressa não chega a `1` por causa do `+ 1`, que deu um pouco
# a cada um dos 87 outros. A segunda linha traz a perda e a perplexidade: de 21 caracteres, a dúvida caiu para 10.
#
# Na figura, a linha é o caractere lido, a coluna é o que vem depois, e o mais claro é o mais provável. Procure o `q`.

# %% alt="Quadro de doze letras por doze. A casa mais clara, de longe, está na linha do q e na coluna do u. Nas linhas das consoantes, as casas das vogais são mais claras; depois de uma consoante, outra consoante é rara."
letters = "aeioulmnqrst"
rows = torch.tensor([stoi[char] for char in letters])
fig, ax = plt.subplots(figsize=(4.2, 3.6))
ax.imshow(probs.cpu()[rows][:, rows])
ax.set_xticks(range(12), letters)
ax.set_yticks(range(12), letters)
ax.grid(False)

# %% tags=["hidden"]
shown = probs.cpu()[rows][:, rows]
assert probs[stoi["q"], stoi["u"]] > 0.9
assert shown.argmax() == 8 * 12 + 4
assert set(re.findall("q(.)", text)) == {"u"}
assert shown[5:, :5].mean() > 3 * shown[5:, 5:].mean()
assert losses["frequency"] - counted > 0.5

# %% [markdown]
# ## A mesma tabela, treinada { #trained }
#
# Uma [`nn.Embedding`](../modules/layers.md#embedding) é uma tabela que aprende: dê-lhe o número de um caractere, e ela devolve uma
# linha. Se a linha tiver um número por caractere, serve de *logits* (números sem limites, que a
# softmax transforma em probabilidades), e o modelo de pares vira uma rede como as outras.
# Vale a pena, porque as três funções abaixo treinam, medem e fazem escrever qualquer modelo que receba caracteres e
# devolva, em cada posição, os logits do próximo.
#
# Cada *exemplo (example)* é um trecho de 32 caracteres sorteado do treino. O *alvo (target)* é o mesmo trecho um
# caractere adiante, de modo que cada trecho ensina 32 vezes. Em `batch`, uma coluna de começos mais uma fileira de 0 a
# 32 dá, por [*broadcasting*](../tensors/broadcasting.md), todas as posições de uma vez.

# %%
context = 32
loss_fn = nn.CrossEntropyLoss()


def batch(ids, count=32):
    starts = torch.randint(len(ids) - context, (count, 1))
    places = starts + torch.arange(context + 1)
    windows = ids[places.to(ids.device)]
    return windows[:, :-1], windows[:, 1:]  # (N, T), (N, T)


# %% [markdown]
# `val_loss` corta a validação inteira em trechos seguidos. A `CrossEntropyLoss` quer as classes na segunda *dimensão
# (dimension)*, e os logits as trazem na última: daí o `.mT`, que troca as duas. A linha com `@` vale para a função
# inteira: ali não se guarda nada para *gradientes (gradients)*.


# %%
@torch.inference_mode()
def val_loss(model):
    count = (len(val_ids) - 1) // context
    inputs = val_ids[: count * context].view(count, context)
    targets = val_ids[1 : count * context + 1].view(count, context)
    return loss_fn(model(inputs).mT, targets).item()


# %% [markdown]
# O laço é o de sempre, com um [agendador](../optimizers/schedulers.md): a
# [`OneCycleLR`](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html) aquece a *taxa
# de aprendizado (learning rate)* no começo e depois a leva a quase zero.


# %%
def train(model, steps=2400, rate=0.01):
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR
    scheduler = schedule(optimizer, rate, total_steps=steps)
    history = {}
    for step in range(1, steps + 1):
        inputs, targets = batch(train_ids)
        optimizer.zero_grad()
        loss_fn(model(inputs).mT, targets).backward()
        optimizer.step()
        scheduler.step()
        if step % 300 == 0:
            history[step] = val_loss(model)
    return history


# %% [markdown]
# Para escrever, sorteie um caractere conforme as probabilidades (`torch.multinomial` sorteia), ponha-o no fim do que já
# foi escrito e pergunte de novo. O modelo recebe os últimos 32 caracteres, e só a resposta da última posição interessa.
# O gerador tem *semente (seed)* própria, para que a diferença entre os textos venha dos modelos. A `temperature` fica
# para mais tarde; com `1.0` ela não muda nada.


# %%
@torch.inference_mode()
def write(model, length=240, temperature=1.0):
    generator = torch.Generator().manual_seed(0)
    ids = [0]
    for _ in range(length):
        inputs = torch.tensor([ids[-context:]], device=device)
        logits = model(inputs)[0, -1].cpu()  # (n_chars,)
        probs = (logits / temperature).softmax(dim=-1)
        drawn = torch.multinomial(probs, 1, generator=generator)
        ids.append(drawn.item())
    return "".join(itos[number] for number in ids[1:])


# %%
torch.manual_seed(0)
bigram = nn.Embedding(n_chars, n_chars).to(device)
train(bigram, steps=600, rate=0.05)
losses["bigram"] = val_loss(bigram)
print(f"{losses['bigram']:.2f}")
print(textwrap.fill(write(bigram), 34))

# %% tags=["hidden"]
assert abs(losses["bigram"] - counted) < 0.03

# %% [markdown]
# A primeira linha é a perda, quase a da tabela contada, e não por acaso: para quem só vê um caractere, aquela tabela é
# quase a melhor resposta que existe, e a *descida do gradiente (gradient descent)* chegou a ela sem contar nada. O
# texto não presta. Os pares são portugueses, as palavras, não: a cada letra, o modelo já esqueceu as que vieram antes
# da última.
#
# Ler dá uma impressão; vamos medir também. `real_words` faz o modelo escrever dois mil caracteres e diz que parte das
# palavras existe no texto de treino. O `\w+` acha cada sequência de letras ou algarismos.

# %%
known = set(re.findall(r"\w+", text[:cut].lower()))


def real_words(model, temperature=1.0):
    sample = write(model, 2000, temperature)
    words = re.findall(r"\w+", sample.lower())
    return sum(word in known for word in words) / len(words)


scores = {"bigram": real_words(bigram)}
print(f"{scores['bigram']:.2f}")

# %% [markdown]
# ## Segundo degrau: um perceptron { #perceptron }
#
# Oito caracteres no lugar de um. Uma tabela não serve mais: teria mais de mil trilhões de linhas, e quase nenhuma
# apareceria no texto. O perceptron troca a tabela por uma conta: cada caractere vira um vetor de 16 números, um
# *embedding* (a posição dele em um espaço que a rede arruma sozinha), os oito vetores são postos em fila, e duas
# camadas lineares com uma [ReLU](../modules/activations.md) no meio fazem o resto.
#
# `unfold` dá a cada posição a janela dos oito caracteres que terminam nela. No começo do trecho faltam vizinhos, e
# `F.pad` completa com o caractere `0`, a quebra de linha.


# %%
class Perceptron(nn.Module):
    def __init__(self, memory=8, width=16, hidden=128):
        super().__init__()
        self.memory = memory
        self.vectors = nn.Embedding(n_chars, width)
        self.layers = nn.Sequential(
            nn.Flatten(2),  # (N, T, memory * width)
            nn.Linear(memory * width, hidden),
            nn.ReLU(),
            nn.Linear(hidden, n_chars),
        )

    def forward(self, ids):  # (N, T)
        padded = F.pad(ids, (self.memory - 1, 0))
        seen = padded.unfold(1, self.memory, 1)  # (N, T, memory)
        return self.layers(self.vectors(seen))  # (N, T, n_chars)


# %%
torch.manual_seed(0)
perceptron = Perceptron().to(device)
print(f"{sum(p.numel() for p in perceptron.parameters()) = }")
histories = {"perceptron": train(perceptron)}
losses["perceptron"] = val_loss(perceptron)
assert losses["perceptron"] < losses["bigram"] - 0.3

# %%
scores["perceptron"] = real_words(perceptron)
print(f"{losses['perceptron']:.2f}, {scores['perceptron']:.2f}")
print(textwrap.fill(write(perceptron), 34))

# %% tags=["hidden"]
assert n_chars**8 > 10**15
assert scores["perceptron"] > 2 * scores["bigram"]

# %% [markdown]
# Na primeira linha estão a perda e a parte de palavras de verdade. Agora há palavras, e as inventadas têm cara de
# português. Falta a frase: oito caracteres mal cobrem uma palavra e um pedaço da anterior.
#
# ## Terceiro degrau: um transformer { #transformer }
#
# Por que não dar 32 posições ao perceptron? Porque ele tem *pesos (weights)* separados para cada posição: o que aprende
# sobre um `q` três casas atrás não lhe diz nada sobre um `q` quatro casas atrás. A [*atenção
# (attention)*](../modules/attention.md) tem os mesmos pesos para todas, e decide pelo conteúdo para onde olhar. Este é o
# módulo daquela página, com `parts` à parte, porque no fim vamos espiar `q` e `k`. `is_causal=True` esconde o futuro:
# sem isso, cada posição copiaria a resposta da vizinha.


# %%
class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(width, 3 * width)
        self.join = nn.Linear(width, width)

    def parts(self, x):  # (N, T, C)
        split = self.project(x).unflatten(-1, (3, self.heads, -1))
        return split.permute(2, 0, 3, 1, 4)  # (3, N, heads, T, d)

    def forward(self, x):  # (N, T, C)
        q, k, v = self.parts(x)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.join(y.transpose(1, 2).flatten(2))  # (N, T, C)


# %% [markdown]
# Um bloco alterna duas coisas: a atenção, em que as posições conversam, e um perceptron, em que cada uma pensa sozinha.
# A *normalização de camada (layer normalization)* mantém os números em uma faixa boa. E repare no `x +`: o bloco não
# troca o que recebeu, soma algo a ele, e o gradiente volta por essa soma sem encolher.


# %%
class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = SelfAttention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.layers = nn.Sequential(
            nn.Linear(width, 4 * width),
            nn.ReLU(),
            nn.Linear(4 * width, width),
        )

    def forward(self, x):  # (N, T, C)
        x = x + self.attention(self.norm1(x))
        return x + self.layers(self.norm2(x))


# %% [markdown]
# A rede inteira soma ao vetor de cada caractere o vetor da sua posição, atravessa dois blocos e termina em logits.


# %%
class Transformer(nn.Module):
    def __init__(self, width=64, heads=4):
        super().__init__()
        self.vectors = nn.Embedding(n_chars, width)
        self.positions = nn.Embedding(context, width)
        blocks = [Block(width, heads) for _ in range(2)]
        self.blocks = nn.Sequential(*blocks)
        self.norm = nn.LayerNorm(width)
        self.last = nn.Linear(width, n_chars)

    def embed(self, ids):  # (N, T)
        places = torch.arange(ids.shape[1], device=ids.device)
        return self.vectors(ids) + self.positions(places)

    def forward(self, ids):  # (N, T)
        x = self.blocks(self.embed(ids))  # (N, T, width)
        return self.last(self.norm(x))  # (N, T, n_chars)


# %% [markdown]
# Antes de treinar, o teste que toda atenção merece: mudar o último caractere não pode mudar as respostas anteriores. Se
# `assert_close` não reclama, passou.

# %%
torch.manual_seed(0)
transformer = Transformer().to(device)
print(f"{sum(p.numel() for p in transformer.parameters()) = }")
inputs, _ = batch(val_ids)
changed = inputs.clone()
changed[:, -1] = 0
before, after = transformer(inputs), transformer(changed)
torch.testing.assert_close(before[:, :-1], after[:, :-1])

# %%
histories["transformer"] = train(transformer)
losses["transformer"] = val_loss(transformer)
assert losses["transformer"] < losses["perceptron"] - 0.05

# %%
scores["transformer"] = real_words(transformer)
print(f"{losses['transformer']:.2f}, {scores['transformer']:.2f}")
print(textwrap.fill(write(transformer), 34))

# %% tags=["hidden"]
assert scores["transformer"] > scores["perceptron"] + 0.05

# %% [markdown]
# Leia em voz alta. Perto de nove em cada dez palavras existem no texto de treino; artigos e substantivos muitas vezes
# combinam, e há pontuação onde se respira. Não diz nada, mas não diz nada em português.

# %% [markdown]
# ## As duas curvas { #curves }
#
# Os dois fizeram 2400 *passos (steps)*, e a cada 300 anotamos a perda na validação.

# %% alt="Duas curvas de perda que descem. A do perceptron começa mais baixa e logo fica quase plana; a do transformer começa perto da linha tracejada do modelo de pares, cruza a outra na primeira metade e termina abaixo dela."
fig, ax = plt.subplots()
for name, history in histories.items():
    ax.plot(history.keys(), history.values(), label=name)
ax.axhline(losses["bigram"], color="C2", ls="--", label="bigram")
ax.set(xlabel="step", ylabel="loss")
ax.legend()

# %% [markdown]
# !!! predict "Preveja: aos 300 passos, quem está na frente?"
#
#     1. O transformer, que termina melhor
#     2. O perceptron
#     3. Empate: em 300 passos ninguém aprendeu nada
#
#     ??? answer "Ver a saída"
#
#         **Resposta 2.** O perceptron já nasce com os vizinhos em ordem, cada um na sua posição. O transformer tem que
#         descobrir que o vizinho importa: no começo a atenção dele é uma média borrada de tudo, e aos 300 passos ele
#         sabe pouco mais que os pares, a linha tracejada. Quem o julgasse ali o jogaria fora. A resposta 1 supõe que o
#         melhor no fim é o melhor o tempo todo; a 3 esquece a linha tracejada, que as duas curvas já deixaram para
#         trás.

# %% tags=["hidden"]
assert histories["perceptron"][300] < histories["transformer"][300] < losses["bigram"]
assert histories["transformer"][1500] < histories["perceptron"][1500]

# %% [markdown]
# ## A escada inteira { #ladder }

# %% alt="Cinco barras deitadas, cada uma mais curta que a de cima: o chute, de longe a mais longa; as frequências; os pares; o perceptron; o transformer."
fig, ax = plt.subplots()
choices = [math.exp(loss) for loss in losses.values()]
bars = ax.barh(list(losses), choices)
ax.bar_label(bars, fmt="%.1f", padding=3)
ax.invert_yaxis()
ax.set(xlabel="exp(loss)", xlim=(0, 1.1 * choices[0]))

# %% tags=["hidden"]
assert choices == sorted(choices, reverse=True)
assert choices[3] < 6 < 8 < choices[2] < 12
assert choices[4] < 4.5
assert (choices[3] / choices[4]) ** 6 > 2

# %% [markdown]
# O perceptron hesita entre menos de seis caracteres, e o último degrau parece pequeno. Mas a dúvida se multiplica: a
# chance de acertar seis caracteres seguidos é, por alto, um sobre esse número elevado a seis, e a do transformer é mais
# que o dobro da do perceptron.
#
# ## Temperatura { #temperature }
#
# Dividir os logits por um número positivo antes da softmax muda as apostas sem mudar a ordem delas. Abaixo de `1`, as
# diferenças crescem e o modelo fica com o provável; acima, tudo se nivela. Na primeira linha de cada texto estão a
# temperatura e a parte de palavras de verdade.

# %%
for temperature in (0.3, 1.5):
    score = real_words(transformer, temperature)
    print(f"{temperature = }, {score:.2f}")
    sample = write(transformer, 160, temperature)
    print(textwrap.fill(sample, 34))

# %% [markdown]
# Frio, ele quase não erra uma palavra, e repete as poucas que prefere. Quente, ele inventa. Os programas de conversa
# usam a mesma divisão, com o mesmo nome.

# %% tags=["hidden"]
cold, hot = (real_words(transformer, temperature) for temperature in (0.3, 1.5))
assert hot + 0.1 < scores["transformer"] < cold
assert cold > 0.9
used = [re.findall(r"\w+", write(transformer, 2000, temperature).lower()) for temperature in (0.3, 1.0)]
assert len(set(used[0])) / len(used[0]) < 0.8 * len(set(used[1])) / len(used[1])

# %% [markdown]
# ## Para onde ele olha { #looking-back }
#
# A atenção deixa espiar. Em 500 trechos da validação, quanto peso a última posição dá, em média, a si mesma, à
# anterior, à de duas casas atrás? As contas são as da [fórmula](../modules/attention.md); na última posição não há
# futuro, e a máscara não faz falta. Cada linha é uma cabeça, uma das quatro atenções que o bloco calcula lado a lado:
# no quadro da esquerda, as do primeiro bloco; no da direita, as do segundo. Na horizontal, quantas casas para trás, e
# `0` é a própria posição; na vertical, o peso.


# %%
@torch.inference_mode()
def looking_back(block, x):
    q, k, _ = block.attention.parts(block.norm1(x))
    scores = q @ k.mT / q.shape[-1] ** 0.5
    last = scores[:, :, -1].softmax(dim=-1)  # (N, heads, T)
    return last.mean(dim=0).flip(-1).cpu()  # (heads, T)


# %% alt="Dois quadros com quatro linhas cada. No primeiro bloco, cada cabeça tem um pico alto e estreito, a uma, duas ou três casas da última posição. No segundo, as linhas são mais baixas e se espalham por várias casas."
inputs, _ = batch(val_ids, 500)
fig, axes = plt.subplots(1, 2, sharey=True)
x, weights = transformer.embed(inputs), []
for ax, block in zip(axes, transformer.blocks):
    weights.append(looking_back(block, x))
    ax.plot(weights[-1][:, :10].mT)
    ax.set_xticks(range(0, 10, 2))
    x = block(x)

# %% tags=["hidden"]
peaks = [weight.max(dim=-1) for weight in weights]
assert peaks[0].values.mean() > 0.6
assert peaks[0].indices.max() <= 3
assert peaks[1].values.mean() < 0.6 * peaks[0].values.mean()

# %% [markdown]
# Ninguém escreveu no código que o vizinho importa. As cabeças do primeiro bloco se especializaram nas posições mais
# próximas e reconstruíram, à sua maneira, a janela do perceptron; as do segundo, que já recebem os vizinhos resumidos,
# olham mais espalhado. Por isso ele demorou: primeiro teve que aprender a olhar para o lado.
#
# ## O que ele não sabe { #not-knowing }
#
# `strangeness` é a perda de uma frase só: quanto o modelo a estranha. Em um treinamento que vai bem, a primeira é
# verdadeira e a segunda é falsa; a terceira é a primeira de trás para a frente. Ao testar frases suas, fique em 32
# caracteres: a tabela de posições só tem 32 linhas, e uma frase mais longa dá `index out of range`; em uma GPU da NVIDIA
# ela dá [`device-side assert triggered`](../reference/errors/devices.md#device-assert), e é preciso reiniciar o caderno.
# Um caractere que o texto nunca teve dá `KeyError`: `stoi` não tem número para ele.


# %%
@torch.inference_mode()
def strangeness(model, sentence):
    ids = [0] + [stoi[char] for char in sentence]
    ids = torch.tensor([ids], device=device)
    return loss_fn(model(ids[:, :-1]).mT, ids[:, 1:]).item()


true = "A perda diminui a cada passo."
false = "A perda aumenta a cada passo."
for sentence in (true, false, true[::-1]):
    print(f"{strangeness(transformer, sentence):.1f} {sentence}")

# %% [markdown]
# !!! predict "Preveja: a frase falsa custa quanto a mais que a verdadeira?"
#
#     1. Quase nada
#     2. Metade do que custa a frase de trás para a frente
#     3. Tanto quanto ela
#
#     ??? answer "Ver a saída"
#
#         **Resposta 1.** As respostas 2 e 3 supõem que quem leu o capítulo sobre perda sabe o que é uma perda. Ele leu,
#         mas o treinamento só lhe pediu o próximo caractere, e as duas frases são feitas de pedaços igualmente
#         prováveis. Saber se uma perda sobe ou desce não lhe renderia quase nada. Modelos maiores, com mais texto,
#         erram menos vezes, mas treinados assim têm o mesmo objetivo: parecer com o texto, e não dizer a verdade.

# %% tags=["hidden"]
costs = [strangeness(transformer, sentence) for sentence in (true, false, true[::-1])]
assert abs(costs[1] - costs[0]) < 0.4
assert costs[2] > max(costs[:2]) + 2
assert transformer.positions.num_embeddings == 32

# %% [markdown]
# ## Três coisas para experimentar { #try }
#
# Mude uma de cada vez e execute o caderno desde o começo. Antes, escreva o que espera ver. Um `assert` pode reclamar, e
# é para isso que está lá; para seguir adiante, apague a linha dele.
#
# 1. **A memória do perceptron.** Em `Perceptron`, troque `memory=8` por `2` e depois por `16`. Com o dobro de memória, a
#    perda deveria cair. Cai?
# 2. **Sem posições.** Em `embed`, apague `+ self.positions(places)`. O transformer ainda vê os caracteres que vieram
#    antes, mas ninguém lhe diz em que ordem. Em que degrau ele fica?
# 3. **Tudo em minúsculas.** Depois de ler o arquivo, escreva `text = text.lower()` e, nas frases de [O que ele não
#    sabe](#not-knowing), troque `A` por `a`, porque `stoi` perdeu as maiúsculas. Quase todas as perdas melhoram, e a que
#    mais melhora é a do chute. Os modelos melhoraram? Diga por que não se comparam perdas de alfabetos diferentes.

# %% tags=["hidden"]
lower = torch.tensor([sorted(set(text.lower())).index(char.lower()) for char in itos], device=device)[ids.to(device)]
n_lower = int(lower.max()) + 1
small = (lower[:cut][:-1] * n_lower + lower[:cut][1:]).bincount(minlength=n_lower**2).view(n_lower, n_lower) + 1
small = small / small.sum(dim=1, keepdim=True)
gain = counted + small[lower[cut:][:-1], lower[cut:][1:]].log().mean()
assert 0 < gain < math.log(n_chars) - math.log(n_lower)

# %% [markdown]
# ## Para onde ir agora { #next }
#
# As contas da atenção, número por número, estão em [Atenção à mão](../modules/attention.md). Por que a perda começa no
# logaritmo da quantidade de classes está em [Muitas classes](../losses/multiclass.md#first-loss). E, se você tem uma placa de vídeo,
# [O dispositivo no treinamento](../training/device.md) mostra como o mesmo código passa a usá-la.
